/** What the service charges. Source: facts §10, the AWS price list for us-east-1. */

/** USD for a million PUT payload units of a provisioned stream: 25 KB of a record, rounded up. */
export const PUT_PAYLOAD_UNITS_USD_PER_MILLION = 0.014
