// What a respondent's phone runs: nothing here is needed to answer.

import { showErrors } from './parts/errors.js';
import { growTextFields } from './parts/grow.js';

growTextFields();
showErrors();
