/** Is told how much of something is sent, from 0 to 1. */
export type Told = (share: number) => void;

/** Sends a file as `fetch()` does, which cannot say how much of it is sent. */
export function sendTold(url: string, authorization: string, file: File, told: Told): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.setRequestHeader('authorization', authorization);
    // Nothing is all of an empty file.
    request.upload.onprogress = ({loaded, total}) => told(loaded / total || 0);
    request.onload = () => {
      const {status, response} = request;
      resolve(
        new Response(response, {status, headers: {'retry-after': request.getResponseHeader('retry-after') ?? ''}}),
      );
    };
    request.onerror = reject;
    request.send(file);
  });
}
