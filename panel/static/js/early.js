// Stands in the welcome itself: a tap on "Ik doe mee" before the other scripts are there waits for them, and goes on
// without them when they do not come.

const PATIENCE = 5000;
let tapped = null;

addEventListener('click', (event) => {
  tapped = event.target.closest?.('button') || tapped;
});
addEventListener('submit', (event) => {
  const form = event.target;
  if (self.meepraat || !form.matches('[data-start]')) return;
  event.preventDefault();
  self.meepraatEarly = [form, tapped];
  setTimeout(() => {
    if (self.meepraat) return;
    // Sending by script leaves out which button was tapped.
    if (tapped && tapped.name) {
      const field = document.createElement('input');
      Object.assign(field, { type: 'hidden', name: tapped.name, value: tapped.value });
      form.append(field);
    }
    form.submit();
  }, PATIENCE);
});
