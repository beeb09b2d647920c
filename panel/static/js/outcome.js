// What the public pages run: charts on demand, everything else is already in the page.

import { showErrors } from './parts/errors.js';
import { watchCharts } from './parts/charts.js';
import { offerPrinting } from './parts/print.js';
import { followProgress } from './parts/progress.js';

watchCharts();
offerPrinting();
followProgress();
showErrors();
