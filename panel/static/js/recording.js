// Speaking an answer and taking a photo: loaded only when a question takes them.

export { connectMedia } from './recording/connect.js';
