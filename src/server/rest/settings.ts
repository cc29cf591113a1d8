import {Type} from 'typebox';
import {DEFAULT_SETTINGS, withSettings} from '../../model/settings.ts';
import {allowed} from '../refused.ts';
import {spaceOf} from './access.ts';
import {keyed, open, type Rest, type RestContext} from './route.ts';
import {inSpace} from './schemas.ts';
import {settingsSchema} from './settings-schema.ts';
import {ownSpaceOf} from './spaces.ts';

const tags = ['Settings'] as const;
const changes = Type.Record(Type.String({maxLength: 64}), Type.Unknown(), {
  maxProperties: 200,
  description: 'Settings by their names, older names too. One that is none, or of the wrong type, is refused by name.',
});

const routes = {
  schema: open({
    summary: 'Read what settings there are',
    description: 'A JSON Schema of all settings, with what each means and its default.',
    tags,
    response: {200: Type.Record(Type.String(), Type.Unknown())},
  }),
  read: keyed(['rk', 'ck'], {
    summary: 'Read the settings of a space',
    tags,
    params: inSpace,
    response: {200: settingsSchema},
  }),
  replace: keyed(
    ['rk', 'ck'],
    {
      summary: 'Replace the settings of a space',
      description: 'What is left out has its default. Sessions that live keep what they were made with.',
      tags,
      params: inSpace,
      body: changes,
      response: {200: settingsSchema},
    },
    [409],
  ),
  change: keyed(
    ['rk', 'ck'],
    {
      summary: 'Change settings of a space',
      description: 'What is left out stays. Sessions that live keep what they were made with.',
      tags,
      params: inSpace,
      body: changes,
      response: {200: settingsSchema},
    },
    [409],
  ),
};

/** A route to which a form says each setting as a text. */
const withForm = <Route extends {readonly config: object}>(route: Route) => ({
  ...route,
  config: {...route.config, form: settingsSchema},
});

/** Settings: what the sessions of a space allow. */
export function serveSettings(rest: Rest, {spaces}: RestContext): void {
  rest.get('/api/spaces/space-settings/', routes.schema, async () => ({...settingsSchema}));

  rest.get('/api/spaces/:space_id/settings/', routes.read, async (request) => ({...spaceOf(request).settings}));

  rest.put('/api/spaces/:space_id/settings/', withForm(routes.replace), async (request) => {
    const settings = allowed(withSettings(DEFAULT_SETTINGS, request.body));
    return {...(await spaces.change(ownSpaceOf(request).id, {settings})).settings};
  });

  rest.patch('/api/spaces/:space_id/settings/', withForm(routes.change), async (request) => {
    const {id, settings: now} = ownSpaceOf(request);
    const settings = allowed(withSettings(now, request.body));
    return {...(await spaces.change(id, {settings})).settings};
  });
}
