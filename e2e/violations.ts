/** What WCAG 2 A and AA find wrong with the page as it stands, by machine. */
import AxeBuilder from '@axe-core/playwright'
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']

/** The page has no frames, so nothing has to be put together from several: that mode takes a page of its own each time. */
export async function violationsOf(page: Page): Promise<string[]> {
  expect(page.frames()).toHaveLength(1)
  const { violations } = await new AxeBuilder({ page }).options({ runOnly: RULES, resultTypes: ['violations'] }).setLegacyMode(true).analyze()
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`))
}
