/** What is looked for in the trail. */
import { useTranslation } from 'react-i18next'
import type { TrailFilter, TrailView } from '../../../engine/trail/trailView'
import controls from '../../../widgets/controls.module.css'
import { securityStore } from '../securityStore'
import styles from '../Security.module.css'
import { useCallerName } from '../useGuards'

const TEXT_MAX = 200
const CATEGORIES = ['Management', 'Data'] as const

export function TrailFilters({ trail, filter }: { trail: TrailView; filter: TrailFilter }) {
  const { t } = useTranslation('security')
  const nameOf = useCallerName()
  const change = (part: { [Name in keyof TrailFilter]?: TrailFilter[Name] | undefined }) => {
    const next = Object.fromEntries(Object.entries({ ...filter, ...part }).filter(([, value]) => value !== undefined && value !== '' && value !== false))
    securityStore.setState({ trailFilter: next, trailPage: 0, trailNumber: null })
  }
  return (
    <div className={styles.filters} role="search" aria-label={t('trail.search')}>
      <input type="search" className={controls.text} value={filter.text ?? ''} maxLength={TEXT_MAX} placeholder={t('trail.text')} aria-label={t('trail.text')} onChange={({ target }) => change({ text: target.value })} />
      <select className={controls.select} aria-label={t('trail.operation')} value={filter.operation ?? ''} onChange={({ target }) => change({ operation: trail.operations.find((name) => name === target.value) })}>
        <option value="">{t('trail.anyOperation')}</option>
        {withChosen(trail.operations, filter.operation).map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
      <select className={controls.select} aria-label={t('caller')} value={filter.caller ?? ''} onChange={({ target }) => change({ caller: trail.callers.find((name) => name === target.value) })}>
        <option value="">{t('trail.anyCaller')}</option>
        {withChosen(trail.callers, filter.caller).map((name) => (
          <option key={name} value={name}>
            {nameOf(name)}
          </option>
        ))}
      </select>
      <select className={controls.select} aria-label={t('trail.category')} value={filter.category ?? ''} onChange={({ target }) => change({ category: CATEGORIES.find((name) => name === target.value) })}>
        <option value="">{t('trail.anyCategory')}</option>
        {CATEGORIES.map((name) => (
          <option key={name} value={name}>
            {t(`trail.of.${name}`)}
          </option>
        ))}
      </select>
      <label className={controls.check}>
        <input type="checkbox" checked={filter.errorsOnly ?? false} onChange={({ target }) => change({ errorsOnly: target.checked })} />
        {t('trail.errorsOnly')}
      </label>
      <label className={controls.check}>
        <input type="checkbox" checked={filter.changesOnly ?? false} onChange={({ target }) => change({ changesOnly: target.checked })} />
        {t('trail.changesOnly')}
      </label>
      <label className={controls.check}>
        <input type="checkbox" checked={filter.deliveredOnly ?? false} onChange={({ target }) => change({ deliveredOnly: target.checked })} />
        {t('trail.deliveredOnly')}
      </label>
    </div>
  )
}

/** One that was asked for elsewhere may have no record yet. */
function withChosen<Name extends string>(names: readonly Name[], chosen: Name | undefined): readonly Name[] {
  return chosen === undefined || names.includes(chosen) ? names : [chosen, ...names]
}
