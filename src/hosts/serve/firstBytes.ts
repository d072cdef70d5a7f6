/** Tells HTTP/2 with prior knowledge from HTTP/1.1 by its preface, however it is cut into packets. */
import type { Socket } from 'node:net'

const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')

export function lookAtFirstBytes(socket: Socket, msMax: number, give: (protocol: 'http1' | 'http2') => void): void {
  let seen = Buffer.alloc(0)
  const tear = () => {
    socket.destroy()
  }
  const look = () => {
    const piece = socket.read() as Buffer | null
    if (piece === null) return
    seen = Buffer.concat([seen, piece])
    const length = Math.min(seen.length, PREFACE.length)
    const isPreface = PREFACE.compare(seen, 0, length, 0, length) === 0
    if (isPreface && length < PREFACE.length) return
    forget()
    socket.unshift(seen)
    give(isPreface ? 'http2' : 'http1')
  }
  const forget = () => {
    clearTimeout(timer)
    socket.off('readable', look)
    socket.off('end', tear)
  }
  const timer = setTimeout(tear, msMax)
  socket.on('error', () => undefined)
  socket.on('readable', look)
  socket.once('end', tear)
  socket.once('close', () => {
    clearTimeout(timer)
  })
}
