import {type TSchema, Type} from 'typebox';

/** Nothing but what is named. */
export const exact = {additionalProperties: false} as const;

/** A moment, as it is written in answers. */
export const time = Type.String({format: 'date-time'});

/** Something, or null. */
export const orNull = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

/** The space in the address of a call. */
export const inSpace = Type.Object({space_id: Type.String({description: 'Its id or slug.'})}, exact);
