/**
 * Light, dark, or as the system says. The choice is a cookie, so that the server writes it on <html>
 * and no page flashes: hooks.server.ts replaces `%theme%` in app.html with `themeOf(cookie)`.
 */
export const themes = ['light', 'dark', 'system'] as const;
export type Theme = (typeof themes)[number];

export const themeCookie = 'theme';

export const themeOf = (value: string | undefined): Theme =>
	themes.find((theme) => theme === value) ?? 'system';

/** What is on screen now: the choice, or the system's wish. */
export const isDark = (): boolean => {
	const chosen = document.documentElement.dataset.theme;
	if (chosen === 'dark' || chosen === 'light') return chosen === 'dark';
	return matchMedia('(prefers-color-scheme: dark)').matches;
};

export function chooseTheme(theme: Theme): void {
	document.documentElement.dataset.theme = theme;
	const secure = location.protocol === 'https:' ? '; Secure' : '';
	document.cookie = `${themeCookie}=${theme}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
}
