import { expose } from 'comlink';
import { createWorker, OEM, PSM, type Worker as Tesseract } from 'tesseract.js';
import { engineFile, WORKER_FILE } from './pages/text-files.ts';
import type { RecogniserApi } from './pages/recogniser-api.ts';

/** It takes a second or two; where its WebAssembly does not start, tesseract.js is silent for ever. */
const START_MS = 60_000;

/**
 * Text recognition: tesseract.js and the worker that it starts. It has a thread of its own because tesseract.js can
 * neither be stopped while it starts nor says when it fails to; with this thread all of it ends.
 */
let tesseract: Tesseract | null = null;
let hearsProgress: ((share: number) => void) | null = null;

const api: RecogniserApi = {
  start: async (filesUrl, languages) => {
    tesseract = await new Promise<Tesseract>((resolve, reject) => {
      createWorker([...languages], OEM.LSTM_ONLY, {
        workerPath: filesUrl + WORKER_FILE,
        corePath: filesUrl + engineFile(),
        langPath: filesUrl,
        // Our policy lets no worker be made of a blob, and a service worker keeps the files.
        workerBlobURL: false,
        cacheMethod: 'none',
        logger: ({ status, progress }) => {
          if (status === 'recognizing text') hearsProgress?.(progress);
        },
        errorHandler: (reason) => reject(new Error(String(reason))),
      }).then(resolve, reject);
      setTimeout(() => reject(new Error('It did not start within a minute.')), START_MS);
    });
  },
  read: async ({ file, dpi, layout }, onProgress) => {
    if (!tesseract) throw new Error('The recognition was not started.');
    await tesseract.setParameters({
      tessedit_pageseg_mode: layout === 'page' ? PSM.AUTO : PSM.SINGLE_BLOCK,
      user_defined_dpi: String(dpi),
    });
    hearsProgress = onProgress;
    const { data } = await tesseract.recognize(file, {}, { text: false, blocks: true });
    hearsProgress = null;
    return (data.blocks ?? []).map(({ paragraphs }) => ({
      paragraphs: paragraphs.map(({ lines }) => ({
        lines: lines.map(({ baseline, words }) => ({
          baseline,
          words: words.map(({ text, confidence, bbox }) => ({ text, confidence, bbox })),
        })),
      })),
    }));
  },
};

expose(api);
