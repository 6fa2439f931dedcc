// Line numbers beside a text area, marks at lines with faults, links that lead to a line. The text area stays one: what
// works without scripts, works. Tab is not caught, so that nobody who works by keyboard is.

const INDENT = '  ';

function lineStart(text, line) {
  let at = 0;
  for (let i = 1; i < line; i++) {
    const next = text.indexOf('\n', at);
    if (next < 0) {
      return text.length;
    }
    at = next + 1;
  }
  return at;
}

function dress(area) {
  const frame = document.createElement('div');
  frame.className = 'editor';
  const gutter = document.createElement('div');
  gutter.className = 'gutter';
  gutter.setAttribute('aria-hidden', 'true');
  area.before(frame);
  frame.append(gutter, area);

  let marks = new Set((area.dataset.marks || '').split(',').filter(Boolean).map(Number));
  let drawn = 0;

  const draw = () => {
    const count = area.value.split('\n').length;
    if (count === drawn) {
      return;
    }
    drawn = count;
    gutter.replaceChildren(...Array.from({ length: count }, (_, i) => {
      const line = document.createElement('span');
      line.textContent = i + 1;
      if (marks.has(i + 1)) {
        line.className = 'mark';
      }
      return line;
    }));
    follow();
  };
  const follow = () => { gutter.scrollTop = area.scrollTop; };

  area.addEventListener('input', () => { marks = new Set(); drawn = 0; draw(); });
  area.addEventListener('scroll', follow);
  area.addEventListener('keydown', (event) => {
    if (!event.ctrlKey || (event.key !== ']' && event.key !== '[')) {
      return;
    }
    event.preventDefault();
    const from = area.value.lastIndexOf('\n', area.selectionStart - 1) + 1;
    const to = area.selectionEnd;
    const lines = area.value.slice(from, to).split('\n');
    const moved = event.key === ']'
      ? lines.map((line) => INDENT + line)
      : lines.map((line) => (line.startsWith(INDENT) ? line.slice(INDENT.length) : line.trimStart()));
    area.setRangeText(moved.join('\n'), from, to, 'select');
    area.dispatchEvent(new Event('input'));
  });
  draw();
}

for (const area of document.querySelectorAll('textarea[data-editor]')) {
  dress(area);
}

for (const link of document.querySelectorAll('[data-editor-line]')) {
  link.addEventListener('click', (event) => {
    const [id, line, column] = link.dataset.editorLine.split(':');
    const area = document.getElementById(id);
    event.preventDefault();
    const start = lineStart(area.value, Number(line));
    const end = area.value.indexOf('\n', start);
    area.focus();
    area.setSelectionRange(Math.min(start + Number(column) - 1, area.value.length), end < 0 ? area.value.length : end);
    area.scrollTop = (Number(line) - 4) * parseFloat(getComputedStyle(area).lineHeight);
  });
}
