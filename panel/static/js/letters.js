// What a page of letters runs: the print button. Without it the browser's own menu prints the same.

import { offerPrinting } from './parts/print.js';

offerPrinting();
