import type {Remote} from '../remote.ts';

const FIRST = `grid.getRows('active')[0].getData()`;

/** Five thousand orders are scrolled, sorted, filtered and changed, and a column is made wider. */
export async function looksThroughOrders(remote: Remote): Promise<void> {
  await remote.host.clickRemote(await remote.place('h1'));
  await remote.host.wheelRemote(600);
  await remote.holds(`document.querySelector('.tabulator-tableholder').scrollTop >= 500`);
  await remote.shoot('scrolled');
  await remote.host.wheelRemote(-5_000);
  await remote.becomes(`document.querySelector('.tabulator-tableholder').scrollTop`, 0);

  await remote.clicks('[tabulator-field=total] .tabulator-col-title');
  await remote.becomes(`${FIRST}.total`, 0);
  await remote.clicks('[tabulator-field=total] .tabulator-col-title');
  await remote.becomes(`${FIRST}.total`, 999.99);

  await remote.clicks('[tabulator-field=customer] input');
  await remote.types('customer 42');
  await remote.becomes(`grid.getDataCount('active')`, 111);

  await remote.clicks('.tabulator-row [tabulator-field=note]');
  await remote.types('call them\n');
  await remote.becomes(`${FIRST}.note`, 'call them');
  await remote.clicks('.tabulator-row [tabulator-field=town]');
  await remote.holds(`document.querySelector('.tabulator-edit-list')`);
  await remote.shoot('choosing');
  await remote.clicks('.tabulator-edit-list-item:last-child');
  await remote.becomes(`${FIRST}.town`, 'Kyoto');

  const edge = await remote.place('[tabulator-field=customer] + .tabulator-col-resize-handle');
  const width = (await remote.asks(`grid.getColumn('customer').getWidth()`)) as number;
  await remote.drags(edge, {x: edge.x + 60, y: edge.y}, {x: edge.x + 120, y: edge.y});
  await remote.holds(`grid.getColumn('customer').getWidth() > ${width + 100}`);
  await remote.guest.seesTheSameAs(remote.host);
  await remote.shoot('sorted');
}
