import {drawing, euros, PRODUCTS} from './products.js';

const id = new URLSearchParams(location.search).get('id');
const product = PRODUCTS.find((one) => one.id === id) ?? PRODUCTS[0];
document.title = `${product.name} · Shop`;

const element = (name, text, className = '') =>
  Object.assign(document.createElement(name), {textContent: text, className});

const facts = element('ul', '', 'facts');
facts.append(...product.facts.map((fact) => element('li', fact)));

const order = element('a', 'Order it', 'button');
order.href = 'order.html';

const words = document.createElement('div');
words.append(
  element('h1', product.name),
  element('p', product.text, 'lead'),
  facts,
  element('p', euros(product.price), 'figure'),
  order,
);
document.querySelector('.product').append(drawing(product), words);
