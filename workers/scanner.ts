import { expose, transferHandlers } from 'comlink';
import { installErrorTransfer } from '../src/errors/transfer.ts';
import { ScannerWorker } from './scanner/scanner-worker.ts';

/** The scanner's worker, one in each window; they take turns. */
installErrorTransfer(transferHandlers);
expose(new ScannerWorker());
