#!/bin/sh
# Programs that only the tests use: LibreOffice (opens and converts what we make), a font with every Vietnamese letter, pdftotext and
# pdftoppm, PostgreSQL (the store is tested on it; no server is left running by the tests), Chromium (opens the forms), openssl and ip (a
# cluster with certificates, on two hosts). As root on Debian or Ubuntu they are installed; elsewhere this says what is missing and the
# tests that need it are skipped.
missing=""
command -v soffice >/dev/null 2>&1 || missing="$missing libreoffice-writer-nogui"
command -v pdftotext >/dev/null 2>&1 || missing="$missing poppler-utils"
command -v initdb >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
command -v ip >/dev/null 2>&1 || missing="$missing iproute2"
command -v openssl >/dev/null 2>&1 || missing="$missing openssl"
fc-list 2>/dev/null | grep -q "LiberationSerif-Regular\|Times New Roman" || missing="$missing fontconfig fonts-liberation2"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Cài công cụ kiểm thử:$missing …"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null && exit 0
    echo "Không cài được:$missing. Kiểm tra mạng tới kho gói Debian." >&2
    [ -n "$CI" ] && exit 6
    exit 0
fi
echo "Thiếu công cụ kiểm thử:$missing. Các kiểm thử cần chúng sẽ được bỏ qua; cài bằng trình quản lý gói của máy để chạy đủ." >&2
[ -n "$CI" ] && exit 6
exit 0
