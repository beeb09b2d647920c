// A page of the desk that can be printed: shows its print button, which can do nothing without a script.

import { offerPrinting } from './parts/print.js';

offerPrinting();
