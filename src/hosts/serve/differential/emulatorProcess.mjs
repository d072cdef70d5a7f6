/** Runs one emulator as a process of its own: whatever it listens on is a free port of the loopback, told to the parent, and it ends with the parent. */
import { createRequire } from 'node:module'
import { Server } from 'node:net'

const require = createRequire(import.meta.url)
const listen = Server.prototype.listen
const [name, options] = [process.argv[2], JSON.parse(process.argv[3] ?? '{}')]

/** Both emulators bind to every interface and to fixed ports; nothing of theirs decides where they listen here. */
Server.prototype.listen = function (asked, ...rest) {
  const listening = rest.find((argument) => typeof argument === 'function')
  return listen.call(this, 0, '127.0.0.1', () => {
    process.send({ asked, port: this.address().port })
    listening?.()
  })
}
process.on('disconnect', () => process.exit())

if (name === 'kinesalite') require('kinesalite')(options).listen(1)
else require('kinesis-local')
