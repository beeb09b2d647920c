// What a respondent's phone runs: nothing here is needed to answer, it only saves loading pages and losing answers.

import { knowCompany } from './answering/company.js';
import { connectFlow } from './answering/connect.js';
import { keepFiles } from './answering/offline.js';
import { connectReadingHelp } from './answering/reading-button.js';
import { keepApart } from './answering/screen.js';
import { wipeWhenAsked } from './answering/wipe.js';
import { showErrors } from './parts/errors.js';
import { growTextFields } from './parts/grow.js';
import { offerListening } from './parts/listen.js';

connectReadingHelp();
offerListening();
growTextFields();
showErrors();
wipeWhenAsked();
knowCompany();
connectFlow();
// On the phone beside the desk, where nothing is kept, taps do what they do for participants.
for (const screen of document.querySelectorAll('[data-try]')) keepApart(screen);
// First what is on the screen, then what is for later.
if (document.readyState === 'complete') keepFiles();
else addEventListener('load', keepFiles);
