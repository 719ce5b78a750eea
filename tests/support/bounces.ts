const crlf = (text: string) => Buffer.from(text.replaceAll("\n", "\r\n"), "latin1");

export interface BounceOver {
  readonly to?: string;
  readonly action?: string;
  readonly status?: string;
  readonly returned?: string;
}

/** RFC 3464, as Postfix writes it. */
export function aDeliveryStatus(over: BounceOver = {}): Buffer {
  const { to = "bounces@alerts.example.org", action = "failed", status = "5.1.1" } = over;
  return crlf(`Return-Path: <>
Delivered-To: ${to}
From: MAILER-DAEMON@mx.example.net
To: ${to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net
Arrival-Date: Fri, 20 Nov 2026 10:00:00 +0000

Final-Recipient: rfc822; desk@example.org
Action: ${action}
Status: ${status}
Diagnostic-Code: smtp; 550 ${status} <desk@example.org>: no such
 user here

--B
Content-Type: text/rfc822-headers

${over.returned ?? "Subject: digest"}

--B--
`);
}

/** RFC 5965. */
export function aComplaint({ type = "abuse", returned = "Subject: digest" } = {}): Buffer {
  return crlf(`From: feedback@mailprovider.example
To: abuse@alerts.example.org
Subject: FW: digest
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="B"

--B
Content-Type: text/plain

This is an email abuse report.

--B
Content-Type: message/feedback-report

Feedback-Type: ${type}
User-Agent: SomeGenerator/1.0
Version: 1

--B
Content-Type: message/rfc822

${returned}
From: tocsin@alerts.example.org

Text.

--B--
`);
}
