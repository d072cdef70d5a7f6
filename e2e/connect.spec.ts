/** A page that watches a served stream: what real clients do is seen, what is done here is seen by them, and a lost service is told. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CreateStreamCommand, DeleteStreamCommand, ListShardsCommand, PutRecordsCommand, waitUntilStreamExists } from '@aws-sdk/client-kinesis'
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { serve } from './serving'
import type { Serving } from './serving'
import { eventsOfKind, lineageItems, openPage, summaryOf, test, typeValue, whenIdle } from './steps'
import { violationsOf } from './violations'

const FIRST = 'shardId-000000000000'

let served: Serving | null = null

test.afterEach(async () => {
  await served?.kill()
  served = null
})

/** Ten virtual seconds a second: a reshard need not be waited for. */
async function start({ port = 0, args = ['--speed', '10'] }: Parameters<typeof serve>[0] = {}): Promise<Serving> {
  served = await serve({ port, args })
  return served
}

async function createStream({ client }: Serving, StreamName: string, ShardCount = 1): Promise<void> {
  await client.send(new CreateStreamCommand({ StreamName, ShardCount }))
  await waitUntilStreamExists({ client, maxWaitTime: 20, minDelay: 1, maxDelay: 1 }, { StreamName })
}

async function put({ client }: Serving, StreamName: string, count: number): Promise<void> {
  const Records = Array.from({ length: count }, (_, index) => ({ PartitionKey: `user-${index}`, Data: Buffer.from('x'.repeat(100)) }))
  await client.send(new PutRecordsCommand({ StreamName, Records }))
}

function twinRows(page: Page) {
  return page.getByRole('table', { name: /^Shards in the river/ }).getByRole('row')
}

test('an empty account says what to do, and what an SDK makes and puts appears', async ({ page }) => {
  const service = await start({ args: [] })
  await openPage(page, { connect: service.address })
  const connection = page.getByRole('group', { name: 'Connection' })
  await expect(connection).toContainText(service.address)
  await expect(connection.getByRole('status')).toHaveText('connected')
  await expect(page.getByRole('main')).toContainText(`aws --endpoint-url http://${service.address} --region us-east-1 kinesis create-stream`)
  await expect(page.getByRole('application', { name: 'River of 0 open shards' })).toBeVisible()

  await createStream(service, 'orders', 2)
  await expect(page.getByRole('application', { name: 'River of 2 open shards' })).toBeVisible()
  await expect(lineageItems(page)).toHaveCount(2)
  await expect(page.getByText('No stream yet')).toHaveCount(0)
  await put(service, 'orders', 50)
  await expect.poll(async () => (await summaryOf(page)).totals.recordsStored).toBe(50)
  await expect(twinRows(page)).toHaveCount(3)
  await page.getByRole('combobox', { name: 'Partition key', exact: true }).fill('user-7')
  await page.getByRole('button', { name: 'Follow', exact: true }).click()
  await expect(page.getByRole('list', { name: 'Its newest records' }).getByRole('listitem')).toHaveCount(1)
  const [created] = await eventsOfKind(page, 'CallAccepted')
  expect(created).toMatchObject({ from: 'client', operation: 'CreateStream', input: { StreamName: 'orders', ShardCount: 2 } })
})

test('a split and a count of shards from the page are what the SDK lists', async ({ page }) => {
  const service = await start()
  await createStream(service, 'orders')
  await openPage(page, { connect: service.address })
  await page.getByRole('button', { name: new RegExp(`^${FIRST}, open`) }).click()
  await page.getByRole('region', { name: FIRST }).getByRole('button', { name: /^Split/ }).click()
  const shardsOf = async () => (await service.client.send(new ListShardsCommand({ StreamName: 'orders' }))).Shards ?? []
  await expect.poll(async () => (await shardsOf()).length).toBe(3)
  expect((await shardsOf()).slice(1).map(({ ParentShardId }) => ParentShardId)).toEqual([FIRST, FIRST])
  await expect.poll(async () => (await summaryOf(page)).stream).toMatchObject({ streamStatus: 'ACTIVE', openShardCount: 2 })
  await typeValue(page, 'Shards', 1)
  await expect.poll(async () => (await shardsOf()).filter(({ SequenceNumberRange }) => SequenceNumberRange?.EndingSequenceNumber === undefined).length).toBe(1)
  await typeValue(page, 'Shards', 50)
  await expect(page.getByRole('alert').filter({ hasText: 'LimitExceededException' })).toBeVisible()
})

test('time is the service’s: it goes on while the picture is frozen, and cannot be turned', async ({ page }) => {
  const service = await start()
  await createStream(service, 'orders')
  await openPage(page, { connect: service.address })
  await expect(page.getByText('LIVE 10×', { exact: true })).toBeVisible()
  await expect(page.getByText('The clock is the service’s: no rewind, step or speed.')).toBeVisible()
  for (const name of ['Restart', 'Step']) await expect(page.getByRole('button', { name, exact: true })).toBeDisabled()
  await expect(page.getByRole('slider', { name: 'Speed' })).toHaveCount(0)
  await expect(page.getByRole('combobox', { name: 'Scenario' })).toHaveCount(0)
  await expect(page.getByRole('slider', { name: 'Timeline' })).toHaveAttribute('aria-disabled', 'true')

  await page.keyboard.press('Space')
  const clock = page.getByRole('status', { name: 'Virtual time' })
  await expect(page.getByText('Picture frozen')).toBeVisible()
  // An answer that was under way may still come.
  await whenIdle(page)
  const frozen = await clock.textContent()
  await put(service, 'orders', 20)
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Home')
  await expect(clock).toHaveText(frozen ?? '')
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await expect.poll(async () => (await summaryOf(page)).totals.recordsStored).toBe(20)
  await expect(clock).not.toHaveText(frozen ?? '')
})

test('of several streams one is watched; when it is deleted another one is', async ({ page }) => {
  const service = await start()
  await createStream(service, 'first')
  await openPage(page, { connect: service.address })
  const picker = page.getByRole('combobox', { name: 'Watched stream' })
  await expect(picker).toHaveCount(0)
  await createStream(service, 'second', 3)
  await picker.selectOption('second')
  await expect(page.getByRole('application', { name: 'River of 3 open shards' })).toBeVisible()
  await put(service, 'first', 5)
  await put(service, 'second', 7)
  await expect.poll(async () => (await summaryOf(page)).totals.recordsStored).toBe(7)
  await service.client.send(new DeleteStreamCommand({ StreamName: 'second' }))
  await expect(page.getByRole('application', { name: 'River of 1 open shards' })).toBeVisible()
  await expect.poll(async () => (await summaryOf(page)).totals.recordsStored).toBe(5)
  await expect(picker).toHaveCount(0)
})

test('a story that is served keeps its producers and workers, which can be told what to do', async ({ page }) => {
  const service = await start({ args: ['--scenario', 'web-log'] })
  await openPage(page, { connect: service.address })
  await typeValue(page, 'Producers', 3)
  await expect.poll(async () => (await summaryOf(page)).producers.length).toBe(3)
  await expect(page.getByRole('combobox', { name: 'Data' })).toBeDisabled()
  await expect(page.getByRole('button', { name: 'Add worker' }).first()).toBeEnabled()
})

test.describe('without a service', () => {
  test.use({ expectsErrors: true })

  test('one that is killed is told, the picture stays, and one that comes back is watched again', async ({ page }) => {
    const first = await start()
    await createStream(first, 'orders', 2)
    await put(first, 'orders', 30)
    await openPage(page, { connect: first.address })
    await expect.poll(async () => (await summaryOf(page)).totals.recordsStored).toBe(30)
    await first.kill()
    const alert = page.getByRole('main').getByRole('alert')
    await expect(alert).toContainText('npm run serve')
    await expect(alert).toContainText('The picture stays as it was.')
    await expect(page.getByRole('group', { name: 'Connection' }).getByRole('status')).toHaveText(/^(reconnecting…|not connected)$/)
    await expect(page.getByRole('application', { name: 'River of 2 open shards' })).toBeVisible()

    await start({ port: Number(first.address.split(':')[1]) })
    await alert.getByRole('button', { name: 'Try now' }).click()
    await expect(page.getByRole('group', { name: 'Connection' }).getByRole('status')).toHaveText('connected')
    await expect(page.getByRole('main')).toContainText('No stream yet')
    expect(await page.evaluate(() => window.shardscope!.events())).toEqual([])
    await expect(alert).toBeEmpty()
  })

  test('nothing at the address: it says so, in both languages, and what to type', async ({ page }) => {
    const address = `localhost:${await unusedPort()}`
    await page.goto(`./?connect=${address}&lang=en`)
    const alert = page.getByRole('main').getByRole('alert')
    await expect(alert).toContainText(`Nothing answers at ${address}.`)
    await expect(alert).toContainText(`npm run serve -- --port ${address.split(':')[1]}`)
    await expect(page.getByRole('group', { name: 'Connection' }).getByRole('status')).toHaveText('not connected')
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('button', { name: '한국어' }).click()
    await expect(alert).toContainText(`${address}에서 응답이 없습니다.`)
    await alert.getByRole('link').click()
    await expect(page.getByRole('combobox', { name: '시나리오' })).toHaveValue('default')
    expect(page.url()).not.toContain('connect')
  })

  test('another program at the address is named as such', async ({ page }) => {
    const other = createServer((_request, response) => response.end('hello')).listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    await page.goto(`./?connect=127.0.0.1:${(other.address() as AddressInfo).port}`)
    await expect(page.getByRole('main').getByRole('alert')).toContainText('but not a service that this page understands.')
    other.close()
    other.closeAllConnections()
  })
})

for (const look of [{ theme: 'light' }, { theme: 'dark', lang: 'ko' }]) {
  test(`connected, with ${JSON.stringify(look)}, nothing is inaccessible`, async ({ page }) => {
    const service = await start()
    await openPage(page, { connect: service.address, ...look })
    expect(await violationsOf(page)).toEqual([])
    await createStream(service, 'a')
    await createStream(service, 'b')
    await expect(page.getByRole('combobox', { name: /^(Watched stream|보고 있는 스트림)$/ })).toBeVisible()
    expect(await violationsOf(page)).toEqual([])
  })
}

/** Of a server that has just ended. */
async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
