// The terminal in the console's own colours, under the console's own content security policy.

// Colours of the sixteen names, readable on the ground that they stand on in light and in dark.
const LIGHT = ['#17212b', '#a8211b', '#12653a', '#7a4a00', '#0a5ca8', '#7b2a86', '#0b6470', '#7f8c99', '#52606d', '#c22c24', '#187a47', '#8f5a06', '#1470c4', '#93349f', '#0e7886', '#52606d'];
const DARK = ['#2a3642', '#ff8a80', '#6fd49b', '#f0bd66', '#79b8ff', '#d9a3e8', '#6fd0dc', '#cfd8e0', '#66788a', '#ffb0a8', '#93e3b5', '#ffd591', '#a3cfff', '#e8c2f2', '#9ae3ec', '#ffffff'];
const NAMES = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];

/** What the tokens of the style sheet come to at this moment. */
export function colours() {
  const probe = document.createElement('span');
  document.body.append(probe);
  const token = (name) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const theme = {
    background: token('--surface'),
    foreground: token('--ink'),
    cursor: token('--accent'),
    cursorAccent: token('--surface'),
    selectionBackground: token('--accent-soft'),
  };
  probe.style.color = 'light-dark(rgb(255, 255, 255), rgb(0, 0, 0))';
  const palette = getComputedStyle(probe).color === 'rgb(0, 0, 0)' ? DARK : LIGHT;
  probe.remove();
  NAMES.forEach((name, index) => {
    theme[name] = palette[index];
    theme[`bright${name[0].toUpperCase()}${name.slice(1)}`] = palette[index + 8];
  });
  return theme;
}

/**
 * The terminal makes style sheets, which pass by the nonce of this page, and writes style attributes, which pass only as properties. Both
 * are made of numbers and colours of its own, never of what a program shows.
 */
export function permitStyles(nonce) {
  const make = document.createElement.bind(document);
  document.createElement = (name, options) => {
    const element = make(name, options);
    if (element instanceof HTMLStyleElement) {
      element.nonce = nonce;
    }
    element.setAttribute = (attribute, value) => {
      if (attribute === 'style') {
        element.style.cssText = value;
      } else {
        Element.prototype.setAttribute.call(element, attribute, value);
      }
    };
    return element;
  };
}
