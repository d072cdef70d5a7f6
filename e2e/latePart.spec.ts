/** A part of the page that cannot be fetched says so, and is fetched once the network is back, with its styles. */
import { expect } from '@playwright/test'
import { openPage, test } from './steps'
import { choosePanel } from './panels'

test.use({ expectsErrors: true })

for (const { name, files } of [
  { name: 'its code', files: /ProducersPanel-.*\.js$/ },
  { name: 'its style sheet', files: /ProducersPanel-.*\.css$/ },
  { name: 'its texts', files: /enProducers-.*\.js$/ },
]) {
  test(`without ${name} a panel offers to try again, and then comes whole`, async ({ page }) => {
    let isAway = true
    let asked = 0
    await page.route(files, async (route) => {
      asked++
      if (isAway) await route.abort('internetdisconnected')
      else await route.continue()
    })
    await openPage(page)
    await choosePanel(page, 'Producers')
    const problem = page.getByRole('alert').filter({ hasText: 'This part of the page did not come.' })
    await expect(problem).toBeVisible()
    const askedAtFirst = asked
    expect(askedAtFirst).toBeGreaterThan(0)

    await problem.getByRole('button', { name: 'Try again' }).click()
    await expect.poll(() => asked).toBeGreaterThan(askedAtFirst)
    await expect(problem).toBeVisible()

    isAway = false
    await problem.getByRole('button', { name: 'Try again' }).click()
    const list = page.getByRole('list', { name: 'Producers' })
    await expect(list).toBeVisible()
    await expect(problem).toHaveCount(0)
    await expect(list).toHaveCSS('display', 'grid')
  })
}

test('coming back to a tab whose panel did not come fetches it', async ({ page }) => {
  await page.route(/MetricsPanel-.*\.js$/, (route) => route.abort('internetdisconnected'))
  await openPage(page)
  await page.getByRole('tab', { name: 'Metrics' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'did not come' })).toBeVisible()
  await page.unroute(/MetricsPanel-.*\.js$/)
  await page.getByRole('tab', { name: 'Lineage' }).click()
  await page.getByRole('tab', { name: 'Metrics' }).click()
  await expect(page.getByRole('tabpanel', { name: 'Metrics' }).getByRole('heading').first()).toBeVisible()
  await expect(page.getByRole('alert').filter({ hasText: 'did not come' })).toHaveCount(0)
})
