import { runCases } from './runCases'
import { consumerCases } from './cases/consumers'

runCases('consumers and their subscriptions', consumerCases, { concurrent: true })
