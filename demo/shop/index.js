import {drawing, euros, PRODUCTS} from './products.js';

const list = document.querySelector('.products');
const status = document.querySelector('[role=status]');
const form = document.querySelector('.search');

function show(query) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = PRODUCTS.filter(({name, text, facts}) => {
    const all = [name, text, ...facts].join(' ').toLowerCase();
    return words.every((word) => all.includes(word));
  });
  list.replaceChildren(...found.map(card));
  status.textContent = words.length
    ? `${found.length || 'No'} ${found.length === 1 ? 'product' : 'products'} for “${query.trim()}”`
    : '';
}

function card(product) {
  const link = document.createElement('a');
  link.className = 'card';
  link.href = `product.html?id=${product.id}`;
  const name = document.createElement('h2');
  name.textContent = product.name;
  const price = document.createElement('p');
  price.className = 'note price';
  price.textContent = euros(product.price);
  link.append(drawing(product), name, price);
  const item = document.createElement('li');
  item.append(link);
  return item;
}

const asked = new URLSearchParams(location.search).get('q') ?? '';
form.elements.q.value = asked;
form.addEventListener('input', () => show(form.elements.q.value));
show(asked);
