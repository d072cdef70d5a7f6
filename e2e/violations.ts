/** What WCAG 2 A and AA find wrong with the page as it stands, by machine. */
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

export async function violationsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']).analyze()
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`))
}
