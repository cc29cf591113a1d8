import {readFileSync} from 'node:fs';
import path from 'node:path';
import {type TSchema, Type} from 'typebox';
import {DEFAULT_SETTINGS, SETTING_CHOICES, type SessionSettings} from '../../model/settings.ts';
import {ROOT} from '../root.ts';
import {exact} from './schemas.ts';

/** What each setting means, written by `npm run docs:write`. */
const MEANINGS = JSON.parse(readFileSync(path.join(ROOT, 'src/server/pages/settings.json'), 'utf8')) as {
  readonly [name: string]: string;
};

/** All settings with their types and defaults. */
export const settingsSchema = Type.Unsafe<SessionSettings>(
  Type.Object(
    Object.fromEntries(Object.entries(DEFAULT_SETTINGS).map(([name, value]) => [name, schemaOf(name, value)])),
    {...exact, title: 'Settings'},
  ),
);

function schemaOf(name: string, value: unknown): TSchema {
  const about = {default: value, description: MEANINGS[name] ?? ''};
  const choices = SETTING_CHOICES[name as keyof SessionSettings];
  if (choices) return Type.Enum([...choices] as string[], about);
  if (Array.isArray(value)) return Type.Array(Type.String(), about);
  if (typeof value === 'boolean') return Type.Boolean(about);
  if (typeof value === 'number') return Type.Number(about);
  if (typeof value === 'string') return Type.String(about);
  return Type.Record(Type.String(), Type.Unknown(), about);
}
