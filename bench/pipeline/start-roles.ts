import { startProcess, type StartedProcess } from "../frame/start-process.ts";

/** A tocsin of these roles, in a process of its own. */
export function startRoles(
  roles: string,
  env: Readonly<Record<string, string>>,
): Promise<StartedProcess> {
  const until = roles === "ingest" ? "tocsin is running" : "listening";
  const settings = {
    ...env,
    TOCSIN_ROLES: roles,
    TOCSIN_MAIL_FROM: "tocsin@alerts.example.org",
    TOCSIN_PUBLIC_URL: "https://tocsin.example.org",
  };
  return startProcess(["src/main.ts", "serve"], settings, until);
}
