import {euros, PRODUCTS} from './products.js';

const clock = document.querySelector('#clock');
const count = document.querySelector('#count');
const bars = document.querySelector('#bars');
const orders = document.querySelector('#orders');

for (let index = 0; index < 24; index++) {
  const bar = document.createElement('span');
  bar.style.animationDelay = `${-((index * 7) % 16) / 10}s`;
  bars.append(bar);
}

let sold = 128;
function order() {
  const product = PRODUCTS[sold % PRODUCTS.length];
  const item = document.createElement('li');
  item.textContent = `${product.name}, ${euros(product.price)}`;
  orders.prepend(item);
  while (orders.children.length > 4) orders.lastChild.remove();
  count.textContent = ++sold;
}

const tick = () => {
  clock.textContent = new Date().toLocaleTimeString('en-GB');
};

order();
order();
tick();
setInterval(tick, 1000);
setInterval(order, 1500);
