/** The applications at the river's bank as a table: for those who listen, and where there is no room for cards. */
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Summary } from '../engine/summary'
import { useFormats } from '../strings/formats'
import { consumerState, promisesBroken } from './consumerWords'

export function ConsumersTwin({ applications }: Pick<Summary, 'applications'>): ReactElement | null {
  const { t } = useTranslation('riverDetails')
  const { count, duration } = useFormats()
  if (applications.length === 0) return null
  return (
    <table>
      <caption>{t('consumers.caption')}</caption>
      <thead>
        <tr>
          {(['application', 'kindIs', 'stateIs', 'lag', 'backlog', 'promises', 'copies'] as const).map((key) => (
            <th scope="col" key={key}>
              {t(`consumers.column.${key}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {applications.map((application) => {
          const state = consumerState(application)
          const broken = promisesBroken(application)
          return (
            <tr key={application.name} data-application={application.name} data-state={state}>
              <th scope="row">{application.name}</th>
              <td>{t(`consumers.kind.${application.settings.kind}`)}</td>
              <td>{t(`consumers.state.${state}`)}</td>
              <td>{duration(application.iteratorAgeMs)}</td>
              <td>{count(application.backlogRecords)}</td>
              <td>{broken === 0 ? t('consumers.kept') : t('consumers.broken', { count: broken })}</td>
              <td>{count(application.duplicatesProcessed)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
