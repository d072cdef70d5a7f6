/** `npm run serve`: a Kinesis endpoint on this machine, for any SDK, until Ctrl-C. */
import { ACCOUNT_ID, REGION } from '../../kinesis/limits'
import { loadSources } from '../loadSources'
import { chooseScenario } from '../simulate/chooseScenario'
import { readArguments, USAGE, type ServeArguments } from './arguments'
import { logCalls } from './callLog'
import { isLoopback } from './guard'
import { startService, type Service } from './service'
import { openWatch } from './watch'

const EXIT_INTERRUPTED = 130

async function main(): Promise<void> {
  const wanted = readArguments(process.argv.slice(2))
  if (wanted.help) {
    console.log(USAGE)
    return
  }
  // Whoever read the lines may leave, as a pipe or a terminal does; the service goes on.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined)
  const { scenario, seed, ...options } = wanted
  const service = await startService({
    ...options,
    ...(seed === null ? {} : { seed }),
    scenario: scenario === null ? null : await chooseScenario({ scenario, seed, settings: [] }),
    loadSources,
    log: say,
  }).catch((error: unknown) => {
    throw explained(error, wanted)
  })
  const watch = openWatch(service)
  const stopLog = wanted.quiet ? () => undefined : logCalls(service.running, say)
  greet(service, wanted)
  endOnSignal(service, () => {
    stopLog()
    watch.close()
  })
}

function greet({ host, port }: Service, { data }: ServeArguments): void {
  const name = host.includes(':') ? `[${host}]` : host
  const endpoint = `http://${name}:${port}`
  console.log(`Kinesis Data Streams of account ${ACCOUNT_ID} in ${REGION}: ${endpoint} (HTTP/1.1 and HTTP/2, any credentials)`)
  console.log(`  AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any aws kinesis list-streams --endpoint-url ${endpoint} --region ${REGION}`)
  console.log(`  Watch it: npm start, then http://127.0.0.1:5173/?connect=localhost:${port}`)
  console.log(data === null ? '  Nothing is kept after the end; --data DIR would.' : `  Kept in ${data}.`)
  if (!isLoopback(host)) console.log('  Whoever can reach this address can read and write every record: nobody is asked for credentials.')
}

function say(line: string): void {
  console.log(`${new Date().toISOString().slice(11, 19)}  ${line}`)
}

/** The first signal lets requests finish and saves; the second one does not wait. */
function endOnSignal(service: Service, onEnd: () => void): void {
  let isEnding = false
  const end = () => {
    if (isEnding) process.exit(EXIT_INTERRUPTED)
    isEnding = true
    onEnd()
    service.close().then(
      (isKept) => process.exit(isKept ? 0 : 1),
      (error: unknown) => {
        console.error(error instanceof Error ? error.message : String(error))
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
  process.on('SIGHUP', end)
}

/** What the system says when an address cannot be had, as a sentence. */
function explained(error: unknown, { host, port }: ServeArguments): unknown {
  switch ((error as NodeJS.ErrnoException | null)?.code) {
    case 'EADDRINUSE':
      return new Error(`Port ${port} of ${host} is taken by another program. End that one, or choose another port with --port.`)
    case 'EACCES':
      return new Error(`Port ${port} needs more rights than this user has. Choose one above 1023 with --port.`)
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new Error(`This machine has no address ${host}. Choose another one with --host, such as 127.0.0.1 or 0.0.0.0.`)
    default:
      return error
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  console.error(`\n${USAGE}`)
  process.exitCode = 1
})
