import { expose, transferHandlers } from 'comlink';
import { installErrorTransfer } from '../../../../src/errors/transfer.ts';
import { RasterService } from '../../../../workers/raster/raster-service.ts';

/** A raster worker whose canvas takes as many bytes as the worker's name says. */
installErrorTransfer(transferHandlers);
expose(new RasterService(Number(self.name)));
