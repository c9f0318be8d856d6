/** Over which stretch of time the start page says what is new. */
export const periods = ['visit', 'day', 'week', 'month'] as const;
export type Period = (typeof periods)[number];

const days = { day: 1, week: 7, month: 30 };

export const periodIn = (word: string | null): Period | null =>
	periods.find((period) => period === word) ?? null;

/** The moment a period starts at; to the hour, so that answers can be kept between two askings. */
export function startOf(period: Period, lastVisit: string | null, now: Date): string {
	if (period === 'visit' && lastVisit !== null) return lastVisit;
	const start = new Date(now.getTime() - days[period === 'visit' ? 'month' : period] * 86_400_000);
	start.setUTCMinutes(0, 0, 0);
	return start.toISOString();
}
