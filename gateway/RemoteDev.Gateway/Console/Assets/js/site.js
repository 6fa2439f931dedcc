// What every page has: the choice of light and dark, and elements that a page offers only where scripts run.
const root = document.documentElement;

function isDark() {
  return root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

for (const button of document.querySelectorAll('[data-theme-toggle]')) {
  const say = () => { button.textContent = isDark() ? 'Light' : 'Dark'; };
  button.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    document.cookie = `__Host-rd-theme=${root.dataset.theme}; Path=/; Max-Age=31536000; Secure; SameSite=Strict`;
    say();
  });
  button.setAttribute('aria-label', 'Switch between light and dark');
  button.hidden = false;
  say();
}

// A secret that is shown once is copied whole, not by eye.
for (const button of document.querySelectorAll('[data-copy]')) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    const source = document.getElementById(button.dataset.copy);
    const text = source.value ?? source.textContent;
    try {
      await navigator.clipboard.writeText(text.trim());
      button.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(source);
      button.textContent = 'Selected: press Ctrl+C';
    }
  });
}

// What came of a form stands above it: whoever sent it is led there, by eye and by screen reader.
document.querySelector('[data-focus]')?.focus({ preventScroll: false });

// "/" leads to the search of a list, as people know it from elsewhere; never while they type.
document.addEventListener('keydown', (event) => {
  const typing = event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]');
  const search = document.querySelector('[data-search]');
  if (event.key === '/' && search && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    search.focus();
    search.select();
  }
});
