// The socket of a terminal: octets both ways as they are, and a few words as JSON. The gateway says what has ended, and why.

// The gateway sends no more than so much ahead of what was drawn; telling it in lots keeps the words few.
const LOT = 64 * 1024;
// A message to the gateway may hold 64 KiB: what is pasted goes in parts.
const PART = 32 * 1024;

export function connect(path, terminal, { say, ended }) {
  const address = new URL(path, location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  address.search = new URLSearchParams({ columns: terminal.cols, rows: terminal.rows });
  const socket = new WebSocket(address);
  socket.binaryType = 'arraybuffer';
  const utf8 = new TextEncoder();
  let drawn = 0;
  let told = 0;
  let over = false;

  const isOpen = () => !over && socket.readyState === WebSocket.OPEN;

  const type = (octets) => {
    for (let at = 0; isOpen() && at < octets.length; at += PART) {
      socket.send(octets.subarray(at, at + PART));
    }
  };

  const draw = (octets) => {
    if (drawn === 0) {
      say('Connected.', 'open');
    }
    terminal.write(octets, () => {
      drawn += octets.length;
      if (isOpen() && drawn - told >= LOT) {
        told = drawn;
        socket.send(JSON.stringify({ drawn }));
      }
    });
  };

  const end = (words) => {
    if (!over) {
      over = true;
      ended(words);
    }
  };

  const hear = (word) => {
    if (word.end) {
      end(word.end);
    } else if (word.notice) {
      say(word.notice, 'notice', word.factor === true);
      terminal.write(`\r\n\x1b[0m\x1b[1m${word.notice}\x1b[0m\r\n`);
    }
  };

  socket.addEventListener('message', (event) => {
    if (typeof event.data === 'string') {
      hear(JSON.parse(event.data));
    } else {
      draw(new Uint8Array(event.data));
    }
  });
  socket.addEventListener('close', () => end('The connection to the gateway was lost. Your sign-in may have ended.'));
  terminal.onData((text) => type(utf8.encode(text)));
  terminal.onBinary((text) => type(Uint8Array.from(text, (character) => character.charCodeAt(0))));

  return {
    resize(columns, rows) {
      if (isOpen()) {
        socket.send(JSON.stringify({ columns, rows }));
      }
    },
  };
}
