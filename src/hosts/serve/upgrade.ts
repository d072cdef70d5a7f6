/** A client that offers another protocol (`Upgrade: h2c`) beside an ordinary request: it gets an ordinary answer. */
import { ServerResponse, type IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { PassThrough, type Duplex } from 'node:stream'

/** Node hands over the bare connection: the body's length must be told in advance, and the connection ends with the answer. */
export function answerUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, answer: (request: IncomingMessage, response: ServerResponse, body: PassThrough) => void): void {
  socket.on('error', () => undefined)
  if (!(socket instanceof Socket)) return
  const response = new ServerResponse(request)
  response.shouldKeepAlive = false
  response.assignSocket(socket)
  // Whatever of the body nobody has read ends with it.
  response.once('finish', () => socket.destroySoon())
  const { 'transfer-encoding': encoding, 'content-length': length = '0' } = request.headers
  if (encoding !== undefined || !/^\d{1,9}$/.test(length)) {
    response.writeHead(400).end()
    return
  }
  answer(request, response, bodyOf(socket, head, Number(length)))
}

function bodyOf(socket: Duplex, head: Buffer, length: number): PassThrough {
  const body = new PassThrough()
  let left = length
  const take = (piece: Buffer) => {
    body.write(piece.subarray(0, left))
    left -= Math.min(left, piece.length)
    if (left > 0) return
    socket.off('data', take)
    socket.resume()
    body.end()
  }
  socket.once('close', () => body.destroy())
  body.once('close', () => {
    if (!body.readableEnded) socket.destroy()
  })
  socket.on('data', take)
  take(head)
  return body
}
