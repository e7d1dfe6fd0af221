/** A window that was out of sight: after a nap its line may be dead without having said so. */

const NAP = 45000;
const PATIENCE = 4000;

/** `resync()` asks for everything anew; the socket is renewed if that takes too long. */
export function watchSleep(socket, resync) {
  let since = null;
  document.addEventListener("visibilitychange", async () => {
    if (document.hidden) {
      since = Date.now();
      return;
    }
    if (since === null || Date.now() - since < NAP || !socket.open) return socket.retry();
    const late = setTimeout(() => socket.renew(), PATIENCE);
    await resync().catch(() => {});
    clearTimeout(late);
  });
}
