#!/bin/sh
# /usr/local/bin/graphmap: any command, on this server's store and as the account that the app runs as. As root, or with
# sudo: sudo graphmap doctor
umask 077
export GRAPHMAP_SETTINGS=/etc/graphmap/graphmap.toml HOME=/var/lib/graphmap XDG_DATA_HOME=/var/lib XDG_CACHE_HOME=/var/cache
if [ "$(id -un)" = graphmap ]; then
    exec /opt/graphmap/bin/graphmap "$@"
fi
exec runuser -u graphmap -- /opt/graphmap/bin/graphmap "$@"
