// Shows "Lees voor" where something can be read aloud; what does that is fetched at the first tap.

export function offerListening() {
  const tool = document.querySelector('[data-listen]');
  if (!tool) return;
  const phone = window.speechSynthesis;
  const speaks = (voice) => voice.localService && voice.lang.startsWith(document.documentElement.lang);
  const offer = () =>
    document.documentElement.classList.toggle(
      'mp-listens',
      'server' in tool.dataset || Boolean(document.querySelector('main [data-audio]')) || Boolean(phone && phone.getVoices().some(speaks)),
    );
  offer();
  document.addEventListener('meepraat:screen', offer);
  if (phone) phone.onvoiceschanged = offer;
  document.addEventListener('click', async (event) => {
    const button = event.target.closest('[data-hear]');
    if (!button) return;
    // An iPhone only speaks and plays what begins within the tap itself, not after fetching a script.
    tool.sound = tool.sound || new Audio();
    if (!tool.reader) {
      tool.sound.load();
      if (phone) phone.speak(new SpeechSynthesisUtterance(''));
    }
    const { readerOf } = await import(tool.dataset.listen);
    readerOf(tool).tapped(button);
  });
}
