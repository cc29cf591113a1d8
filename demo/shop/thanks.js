const sent = [...new URLSearchParams(location.search)].filter(([, value]) => value !== '');
const list = document.querySelector('.sent');

for (const [name, value] of sent) {
  list.append(
    Object.assign(document.createElement('dt'), {textContent: name}),
    Object.assign(document.createElement('dd'), {textContent: name === 'password' ? '•'.repeat(value.length) : value}),
  );
}
if (!sent.length) list.textContent = 'Nothing yet.';
