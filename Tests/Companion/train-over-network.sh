#!/usr/bin/env bash
# train-over-network.sh PROGRAM MPIRUN SOUND: trains on SOUND with one process, and with three processes in two network
# namespaces that reach each other through a virtual cable over TCP, as on two machines, and compares the models byte for
# byte. Exits with 4, skipExitCode of Skip.h, where namespaces cannot be made, which needs an administrator.
set -euo pipefail
program=$1 mpirun=$2 sound=$3

skip() {
    echo "skipped: $1"
    exit 4
}
command -v ip >/dev/null || skip "needs ip, from the package iproute2"
here=dequantizer-$$-a there=dequantizer-$$-b
folder=$(mktemp -d)
cleanup() {
    ip netns del "$here" 2>/dev/null || true
    ip netns del "$there" 2>/dev/null || true
    rm -rf "$folder"
}
trap cleanup EXIT
{
    ip netns add "$here" && ip netns add "$there" &&
        ip link add dqa netns "$here" type veth peer name dqb netns "$there" &&
        ip -n "$here" addr add 10.77.0.1/24 dev dqa && ip -n "$there" addr add 10.77.0.2/24 dev dqb &&
        ip -n "$here" link set dqa up && ip -n "$there" link set dqb up &&
        ip -n "$here" link set lo up && ip -n "$there" link set lo up
} 2>"$folder/errors" || skip "network namespaces cannot be made: $(head -n 1 "$folder/errors")"

mkdir "$folder/sounds"
cp "$sound" "$folder/sounds"
# What mpirun would do with ssh.
cat >"$folder/agent" <<AGENT
#!/bin/sh
shift
exec ip netns exec $there sh -c "\$*"
AGENT
chmod +x "$folder/agent"
train=("$program" train --train "$folder/sounds" --validation "$folder/sounds" --bits 4 --gradient full --iterations 4
    --frame-length 64 --rows 64 --segments 7 --minibatches 30 --validate-every 10 --name model --output)

"${train[@]}" "$folder/alone.safetensors" >/dev/null 2>&1
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
ip netns exec "$here" "$mpirun" --oversubscribe --bind-to none --mca plm_rsh_agent "$folder/agent" --mca btl self,tcp \
    --mca oob_tcp_if_include 10.77.0.0/24 --mca btl_tcp_if_include 10.77.0.0/24 --host 10.77.0.1:1,10.77.0.2:2 -n 3 \
    sh -c 'ip -o -4 addr show scope global >"$0/addresses.$OMPI_COMM_WORLD_RANK" && exec "$@"' \
    "$folder" "${train[@]}" "$folder/shared.safetensors"
grep -q 10.77.0.1 "$folder/addresses.0"
grep -q 10.77.0.2 "$folder/addresses.2"
cmp "$folder/alone.safetensors" "$folder/shared.safetensors"
