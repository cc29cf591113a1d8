import {Html, html, prose} from './html.ts';
import type {OpenApi, Operation} from './openapi.ts';
import {type Field, fieldsOf, typeOf} from './schema-words.ts';
import {STYLES} from './styles.ts';

/** Every route of an OpenAPI document on one page, for people, with no script. */
export function docsPage({info, tags, paths, components, servers = []}: OpenApi): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({path, method, operation})),
  );
  const chapters = tags.map((tag) => ({
    ...tag,
    routes: operations.filter(({operation}) => operation.tags[0] === tag.name),
  }));
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${info.title}: REST API</title>
<style>${new Html(STYLES)}</style>
</head>
<body>
<nav aria-label="Chapters">
<strong>${info.title} ${info.version}</strong>
<ul>${chapters.map(
    ({name, routes}) => html`<li><a href="#${idOf(name)}">${name}</a>
<ul>${routes.map(({operation}) => html`<li><a href="#${operation.operationId}">${operation.summary}</a></li>`)}</ul></li>`,
  )}</ul>
</nav>
<main>
<h1>REST API</h1>
<p>${prose(info.description)}</p>
<p>At ${servers.map(({url}) => html`<code>${url}</code>`)}. For programs: <a href="docs/openapi.json">OpenAPI</a>, and of what
happens in sessions <a href="docs/asyncapi.json">AsyncAPI</a>.</p>
<h2>Keys</h2>
<dl>${Object.entries(components.securitySchemes).map(
    ([name, {description}]) => html`<dt><code>${name}</code></dt><dd>${prose(description)}</dd>`,
  )}</dl>
${chapters.map(
  ({name, description, routes}) => html`<section aria-labelledby="${idOf(name)}">
<h2 id="${idOf(name)}">${name}</h2>
<p>${prose(description)}</p>
${routes.map(({path, method, operation}) => route(path, method, operation))}</section>
`,
)}</main>
</body>
</html>
`.text;
}

function route(path: string, method: string, operation: Operation): Html {
  const {operationId, summary, description = '', security, parameters = [], requestBody, responses} = operation;
  const keys = security.flatMap((each) => Object.keys(each));
  const body = requestBody?.content['application/json']?.schema;
  return html`<article aria-labelledby="${operationId}">
<h3 id="${operationId}">${summary}</h3>
<p class="call"><b>${method.toUpperCase()}</b> <code>${path}</code></p>
<p>${prose(description)} ${keys.length > 0 ? html`Key: ${codes(keys)}.` : 'Open to all.'}</p>
${
  parameters.length > 0
    ? table(
        'In the address',
        parameters.map((each) => [each.name, each.schema, each.required, each.description]),
      )
    : ''
}
${body ? table('Body', fieldsOf(body)) : ''}
${Object.entries(responses).map(([status, {description: why, content}]) => answer(status, why, content))}</article>
`;
}

function answer(status: string, why: string, content: Operation['responses'][string]['content']): Html {
  const schema = Object.values(content ?? {})[0]?.schema;
  // All failures have the same two fields.
  if (Number(status) >= 400 || !schema) return html`<p class="answer"><b>${status}</b> ${prose(why)}</p>`;
  return html`<p class="answer"><b>${status}</b> ${typeOf(schema)}</p>${table('', fieldsOf(schema))}`;
}

function table(caption: string, fields: readonly Field[]): Html {
  if (fields.length === 0) return html``;
  return html`<div class="wide"><table>
${caption ? html`<caption>${caption}</caption>` : ''}
<thead><tr><th scope="col">Name</th><th scope="col">Type</th><th scope="col">Meaning</th></tr></thead>
<tbody>${fields.map(
    ([name, schema, required, description = '']) => html`<tr>
<th scope="row"><code>${name}</code>${required ? '' : html` <small>optional</small>`}</th>
<td>${typeOf(schema)}</td><td>${prose(description)}</td></tr>`,
  )}</tbody>
</table></div>
`;
}

function codes(names: readonly string[]): Html {
  return html`${names.map((name, index) => html`${index > 0 ? ', ' : ''}<code>${name}</code>`)}`;
}

function idOf(name: string): string {
  return name.toLowerCase().replaceAll(' ', '-');
}
