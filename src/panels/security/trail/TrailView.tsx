/** CloudTrail's records, searched; one opens as the JSON that CloudTrail writes. */
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { TrailFilter, TrailView as Trail } from '../../../engine/trail/trailView'
import { useActions, useWorld } from '../../../store/hooks'
import { useFormats } from '../../../strings/formats'
import controls from '../../../widgets/controls.module.css'
import { Section } from '../../../widgets/Section'
import { SwitchSetting } from '../../settings/SwitchSetting'
import { Facts } from '../../sheet/parts'
import sheet from '../../sheet/Sheet.module.css'
import { securityStore } from '../securityStore'
import { useTrail } from '../useGuards'
import { TrailFilters } from './TrailFilters'
import { TrailTable } from './TrailTable'

export function TrailView() {
  const { t } = useTranslation('security')
  const { trailFilter, trailPage } = useStore(securityStore)
  const trail = useTrail(trailFilter, trailPage)
  if (trail === null) return null
  return (
    <>
      <Section title={t('section.trail')}>
        <TrailFilters trail={trail} filter={trailFilter} />
        <Found trail={trail} filter={trailFilter} />
        <TrailTable rows={trail.rows} />
        <Pages trail={trail} />
      </Section>
      <Section title={t('section.recorded')}>
        <Recorded trail={trail} />
      </Section>
    </>
  )
}

function Found({ trail: { matching, dataEvents }, filter: { errorsOnly = false } }: { trail: Trail; filter: TrailFilter }) {
  const { t } = useTranslation('security')
  return (
    <div role="status">
      <p className={sheet.hint}>{matching === 0 ? t('trail.noneFound') : t('trail.found', { count: matching })}</p>
      {dataEvents.isOn || (!errorsOnly && matching > 0) ? null : <p className={sheet.remark}>{t('trail.dataOff')}</p>}
    </div>
  )
}

function Pages({ trail: { matching, page, pageSize } }: { trail: Trail }) {
  const { t } = useTranslation('security')
  const pages = Math.max(1, Math.ceil(matching / pageSize))
  if (pages === 1) return null
  const button = `${controls.button} ${controls.small}`
  const go = (next: number) => securityStore.setState({ trailPage: next, trailNumber: null })
  return (
    <div className={sheet.acts} role="group" aria-label={t('trail.pages')}>
      <button type="button" className={button} disabled={page === 0} onClick={() => go(page - 1)}>
        {t('trail.newer')}
      </button>
      <span className={sheet.hint}>{t('trail.page', { page: page + 1, pages })}</span>
      <button type="button" className={button} disabled={page >= pages - 1} onClick={() => go(page + 1)}>
        {t('trail.older')}
      </button>
    </div>
  )
}

function Recorded({ trail: { dataEvents, delayMs, managementEvents, dataEventsRecorded, forgotten, keptMax } }: { trail: Trail }) {
  const { t } = useTranslation('security')
  const { count, duration } = useFormats()
  const { submit } = useActions()
  const watched = useWorld(({ summary }) => summary?.stream.streamName ?? '')
  return (
    <>
      <SwitchSetting name={t('trail.data')} help={t('trail.dataHelp')} isOn={dataEvents.isOn} onChange={(isOn) => submit({ type: 'SetTrail', dataEvents: isOn })} />
      {!dataEvents.isOn || watched === '' ? null : (
        <SwitchSetting
          name={t('trail.onlyStream', { stream: dataEvents.streamName ?? watched })}
          help={t('trail.onlyStreamHelp')}
          isOn={dataEvents.streamName !== null}
          onChange={(isOn) => submit({ type: 'SetTrail', dataEvents: true, ...(isOn ? { streamName: watched } : {}) })}
        />
      )}
      <Facts
        facts={[
          [t('trail.management'), count(managementEvents)],
          [t('trail.dataEvents'), count(dataEventsRecorded)],
          [t('trail.forgotten', { max: count(keptMax) }), count(forgotten)],
        ]}
      />
      <p className={sheet.hint}>{t('trail.delay', { delay: duration(delayMs) })}</p>
    </>
  )
}
