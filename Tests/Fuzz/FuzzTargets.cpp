#include "Fuzz/FuzzTargets.h"

namespace dequantizer
{

const std::vector<FuzzTarget>& fuzzTargets()
{
    static const std::vector<FuzzTarget> targets{{"aiff_length", fuzzAiffLength},
                                                 {"chunks", fuzzChunks},
                                                 {"companding", fuzzCompanding},
                                                 {"corpus_manifest", fuzzCorpusManifest},
                                                 {"flac_blocks", fuzzFlacBlocks},
                                                 {"inspect", fuzzInspect},
                                                 {"it_compression", fuzzItCompression},
                                                 {"loop", fuzzLoop},
                                                 {"model", fuzzModel},
                                                 {"module", fuzzModule},
                                                 {"ogg_pages", fuzzOggPages},
                                                 {"raw_format", fuzzRawFormat},
                                                 {"restore", fuzzRestore},
                                                 {"text_matrix", fuzzTextMatrix}};
    return targets;
}

} // namespace dequantizer
