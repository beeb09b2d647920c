// What the staff's desk runs: growing fields, keeping what is typed, questions asked once more, the phone preview. Every page works without it.

import { connectDialogs } from './parts/dialogs.js';
import { showErrors } from './parts/errors.js';
import { growTextFields } from './parts/grow.js';
import { connectHearing } from './parts/hear_preview.js';
import { keepWhatIsTyped } from './parts/keep.js';
import { connectPreview } from './parts/preview.js';
import { followProgress } from './parts/progress.js';
import { connectReadingCheck } from './parts/reading_check.js';
import { connectReordering } from './parts/reorder.js';
import { connectSteps } from './parts/steps.js';

growTextFields();
showErrors();
connectDialogs();
connectPreview();
connectHearing();
connectReadingCheck();
connectReordering();
followProgress();
connectSteps();
keepWhatIsTyped();
