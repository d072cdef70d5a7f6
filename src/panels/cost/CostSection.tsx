/** The bill as a section of a rail. */
import { useTranslation } from 'react-i18next'
import { Section } from '../../widgets/Section'
import { Bill } from './Bill'

export function CostSection() {
  const { t } = useTranslation('cost')
  return (
    <Section title={t('title')}>
      <Bill />
    </Section>
  )
}
