import { afterEach, describe, expect, it } from 'vitest'
import { refuseStranger, type Rules } from './guard'
import { startService, type Service, type ServiceOptions } from './service'
import { send } from './testing/requests'

const closed: Rules = { hosts: new Set(['127.0.0.1']), anyAddress: false, origins: new Set() }
const wide: Rules = { hosts: new Set(['0.0.0.0', 'kinesis.test']), anyAddress: true, origins: new Set(['https://example.org']) }

describe('Host', () => {
  it.each([
    ['localhost', true, true],
    ['LOCALHOST:4567', true, true],
    ['localhost.:4567', true, true],
    ['app.localhost', true, true],
    ['127.0.0.1:1', true, true],
    ['127.1.2.3', true, true],
    ['[::1]:4567', true, true],
    ['192.168.1.5:4567', false, true],
    ['[2001:db8::1]', false, true],
    ['kinesis.test:4567', false, true],
    ['evil.example', false, false],
    ['localhost.evil.example', false, false],
    ['127.0.0.1.evil.example', false, false],
    ['evil.example@localhost', false, false],
    ['localhost/evil.example', false, false],
    ['localhost:4567:80', false, false],
    ['localhost\\.evil.example', false, false],
    ['[evil.example]', false, false],
    ['', false, false],
  ])('%s', (host, isTaken, isTakenWide) => {
    expect(refuseStranger(closed, host, undefined) === null).toBe(isTaken)
    expect(refuseStranger(wide, host, undefined) === null).toBe(isTakenWide)
  })

  it('must be there', () => {
    expect(refuseStranger(wide, null, undefined)).toContain('--allow-host')
  })
})

describe('Origin', () => {
  it.each([
    ['http://localhost:5173', true, true],
    ['https://127.0.0.1', true, true],
    ['http://[::1]:5173', true, true],
    ['https://example.org', false, true],
    ['https://example.org:8443', false, false],
    ['http://example.org', false, false],
    ['https://sub.example.org', false, false],
    ['http://localhost.evil.example', false, false],
    ['http://evil.example/localhost', false, false],
    ['http://localhost@evil.example', false, false],
    ['file://localhost', false, false],
    ['chrome-extension://localhost', false, false],
    ['null', false, false],
    ['', false, false],
  ])('%s', (origin, isTaken, isTakenWide) => {
    expect(refuseStranger(closed, 'localhost', origin) === null).toBe(isTaken)
    expect(refuseStranger(wide, 'localhost', origin) === null).toBe(isTakenWide)
  })
})

describe('over the wire', () => {
  let service: Service | null = null

  afterEach(async () => {
    await service?.close()
  })

  async function start(options: ServiceOptions = {}): Promise<number> {
    service = await startService({ clock: 'manual', throttling: false, ...options })
    return service.port
  }

  it('a stranger’s page is refused and told nothing that lets it read', async () => {
    const port = await start()
    const { status, headers, body } = await send(port, { operation: 'CreateStream', body: '{"StreamName":"a","ShardCount":1}', headers: { origin: 'https://evil.example' } })
    expect(status).toBe(403)
    expect(headers['access-control-allow-origin']).toBeUndefined()
    expect(JSON.parse(body)).toMatchObject({ __type: 'AccessDeniedException' })
    expect(body).not.toContain('evil')
    expect(service!.running.world.streams).toEqual([])
  })

  it('a rebound name is refused', async () => {
    const { status, body } = await send(await start(), { headers: { host: 'rebound.example' } })
    expect(status).toBe(403)
    expect(body).not.toContain('rebound')
  })

  it('a page of this machine may call and read', async () => {
    const { status, headers } = await send(await start(), { headers: { origin: 'http://localhost:5173' } })
    expect(status).toBe(200)
    expect(headers).toMatchObject({ 'access-control-allow-origin': 'http://localhost:5173', vary: 'Origin' })
  })

  it('an allowed page may call, after asking first', async () => {
    const port = await start({ allowOrigins: ['https://example.org'] })
    const asking = { origin: 'https://example.org', 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,content-type,x-amz-target', 'access-control-request-private-network': 'true' }
    const asked = await send(port, { method: 'OPTIONS', headers: asking, body: '' })
    expect(asked).toMatchObject({
      status: 200,
      body: '',
      headers: {
        'access-control-allow-origin': 'https://example.org',
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': 'authorization,content-type,x-amz-target',
        'access-control-allow-private-network': 'true',
      },
    })
    expect((await send(port, { headers: { origin: 'https://example.org' } })).status).toBe(200)
    expect((await send(port, { method: 'OPTIONS', headers: { ...asking, origin: 'https://evil.example' }, body: '' })).status).toBe(403)
  })

  it('an allowed name is answered', async () => {
    expect((await send(await start({ allowHosts: ['Kinesis.test'] }), { headers: { host: 'kinesis.TEST:4567' } })).status).toBe(200)
  })
})
