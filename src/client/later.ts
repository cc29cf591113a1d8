/**
 * What a session needs at some time, if at all, and not to begin with: one file, loaded when the first of it is needed.
 */
import {apiRequest} from './api-request.ts';
import {setDrawingSettings, toggleDrawing} from './draw.ts';

export {expectUrl, readArguments} from './arguments.ts';
export {restore} from './restore.ts';
export {viewParticipants, viewTabs} from './views.ts';
export {dress} from './window/button.ts';
export {findElement} from './window/find-element.ts';
export {browserId} from './wire/browser-id.ts';
export {Pictures} from './wire/pictures.ts';
export {linkOfPin} from './wire/pin.ts';
export {parseLink, passOf} from './wire/read-link.ts';
export {upload} from './wire/upload.ts';

/** What methods of a session do, by their names. */
export const methods = {apiRequest, setDrawingSettings, toggleDrawing};
