/** One application: what may be done to it, its promises, its insides, its settings. */
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApplicationRow } from '../../engine/summary'
import { loadStrings } from '../../strings/strings'
import controls from '../../widgets/controls.module.css'
import { late } from '../../widgets/Late'
import { Section } from '../../widgets/Section'
import { ApplicationSwatch } from '../ApplicationSwatch'
import { Group } from '../settings/Group'
import sheet from '../sheet/Sheet.module.css'
import { Acts, isManaged } from './Acts'
import { Details } from './details/Details'
import { Languages } from './Languages'
import { wayOf } from './newApplication'
import { PromiseLine } from './PromiseLine'
import { ReadingFacts } from './ReadingFacts'
import { Refusal } from '../refusals/Refusal'
import { RetrievalSwitch } from './RetrievalSwitch'
import { StandingLine, StandingWord, useStanding } from './StandingLine'
import { DeduplicationForm } from './settings/DeduplicationForm'
import { SettingsForm } from './settings/SettingsForm'

const ApplicationCost = late(async () => {
  const [{ ApplicationCost: part }] = await Promise.all([import('../cost/ApplicationCost'), loadStrings('capacity')])
  return part
})

export function ApplicationInspector({ application, onClose }: { application: ApplicationRow; onClose: () => void }) {
  const { t } = useTranslation('consumers')
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const { name, applicationIndex, settings } = application
  const way = wayOf(settings)
  const standing = useStanding(application)
  return (
    <article
      aria-labelledby="inspected-application"
      onKeyDown={(event) => {
        // Within a menu, a field or a dialog the key belongs to that.
        if (event.key === 'Escape' && !event.defaultPrevented && !(event.target instanceof HTMLInputElement)) onClose()
      }}
    >
      <button type="button" className={`${controls.button} ${controls.small} ${controls.bare}`} onClick={onClose}>
        ‹ {t('back')}
      </button>
      <header className={sheet.head}>
        <ApplicationSwatch index={applicationIndex} />
        <h2 ref={heading} id="inspected-application" tabIndex={-1}>
          {name}
        </h2>
        <StandingWord standing={standing} settings={settings} />
      </header>
      <p className={sheet.hint}>
        {t(`way.${way}.name`)}: {t(`way.${way}.what`)}
      </p>
      <StandingLine standing={standing} settings={settings} />
      {way === 'connector' ? <p className={sheet.remark}>{t('deprecatedMeans')}</p> : null}
      <div className={sheet.acts} role="group" aria-label={t('acts.title')}>
        <Acts application={application} />
      </div>
      {isManaged(settings) ? <p className={sheet.hint}>{t(`acts.managed.${settings.kind}.means`)}</p> : null}
      <Refusal of="applications" />
      <RetrievalSwitch settings={settings} />
      <Section title={t('promises.title')}>
        <PromiseLine application={application} isLong />
      </Section>
      <Section title={t('reading.title')}>
        <ReadingFacts application={application} />
      </Section>
      <Section title={t('details.title')}>
        <Details application={application} />
      </Section>
      <Section title={t('cost')}>
        <ApplicationCost name={name} />
      </Section>
      <Section title={t('settings.title')}>
        <SettingsForm settings={settings} />
        {settings.kind === 'firehose' ? null : (
          <Group title={t('group.deduplication')}>
            <DeduplicationForm settings={settings} />
          </Group>
        )}
      </Section>
      {settings.kind === 'kcl' ? (
        <Section title={t('languages.title')} isOpen={false}>
          <Languages />
        </Section>
      ) : null}
    </article>
  )
}
