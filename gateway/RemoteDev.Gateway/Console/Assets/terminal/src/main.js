// The terminal page. See package.json for what it is made of, and Console/Pages/Portal/Terminal.cshtml for the page around it.
import { FitAddon } from '@xterm/addon-fit';
import { Terminal } from '@xterm/xterm';
import styles from '@xterm/xterm/css/xterm.css';
import { connect } from './connection.js';
import { colours, permitStyles } from './look.js';

const READER = 'terminal-screen-reader';

const screen = document.querySelector('[data-terminal]');
const state = document.querySelector('[data-terminal-state]');
const again = document.querySelector('[data-terminal-again]');
const reader = document.querySelector('[data-terminal-reader]');

const sheet = new CSSStyleSheet();
sheet.replaceSync(styles);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
permitStyles(screen.nonce);

const terminal = new Terminal({
  cursorBlink: true,
  fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--mono'),
  fontSize: 14,
  minimumContrastRatio: 4.5,
  screenReaderMode: localStorage.getItem(READER) === 'yes',
  scrollback: 5000,
  theme: colours(),
});
const fit = new FitAddon();
terminal.loadAddon(fit);
terminal.open(screen);
terminal.textarea.setAttribute('aria-label', screen.dataset.label);
terminal.textarea.setAttribute('aria-describedby', 'terminal-keys');
fit.fit();

// Tab is the program's, and so is Escape: whoever works by keyboard alone leaves by Shift+Escape and then Tab (WCAG 2.1.2).
let leaves = false;
terminal.attachCustomKeyEventHandler((event) => {
  const stays = !(leaves && event.key === 'Tab');
  if (event.type === 'keydown' && event.key !== 'Shift') {
    leaves = event.key === 'Escape' && event.shiftKey;
  }
  return stays && !(event.key === 'Escape' && event.shiftKey);
});

// In another tab: the terminal and what runs in it stay, and go on.
const confirm = document.querySelector('[data-terminal-confirm]');

const say = (words, kind, factor = false) => {
  state.textContent = words;
  confirm.hidden = !factor;
  state.dataset.kind = kind;
};

const ended = (words) => {
  say(words, 'end');
  terminal.options.cursorBlink = false;
  terminal.options.disableStdin = true;
  terminal.write(`\r\n\x1b[0m\x1b[1m${words}\x1b[0m\r\n`);
  again.hidden = false;
};

const connection = connect(screen.dataset.terminal, terminal, { say, ended });

terminal.onResize(({ cols, rows }) => connection.resize(cols, rows));
new ResizeObserver(() => fit.fit()).observe(screen);

const redress = () => { terminal.options.theme = colours(); };
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redress);
new MutationObserver(redress).observe(document.documentElement, { attributeFilter: ['data-theme'] });

// Not for everybody: in this mode the terminal leaves what an emoji picker or a keyboard on the screen inserts to the reader.
const showReader = () => {
  reader.hidden = false;
  reader.setAttribute('aria-pressed', String(terminal.options.screenReaderMode));
};
reader.addEventListener('click', () => {
  terminal.options.screenReaderMode = !terminal.options.screenReaderMode;
  localStorage.setItem(READER, terminal.options.screenReaderMode ? 'yes' : 'no');
  showReader();
  terminal.focus();
});
showReader();

again.addEventListener('click', () => location.reload());
terminal.focus();
