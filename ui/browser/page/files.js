/** Bytes of all files together that are read for the agent. What is larger is named, not sent. */
const MOST_BYTES = 16 * 1024 * 1024;
/** Nobody here reads what is in these, so their bytes stay where they are. */
const MEDIA = /^(image|video|audio)\//;

/**
 * Files as the agent is asked about them: `data` is base64, and left out where it would not be read.
 *
 * @param {File[]} files
 * @returns {Promise<SentFile[]>}
 */
async function sentFiles(files) {
  let room = MOST_BYTES;
  return Promise.all(
    files.map((file) => {
      const fits = file.size <= room && !MEDIA.test(file.type);
      room -= fits ? file.size : 0;
      return sentFile(file, fits);
    }),
  );
}

/**
 * @param {File} file
 * @param {boolean} whole
 * @returns {Promise<SentFile>}
 */
async function sentFile(file, whole) {
  const named = { name: file.name, type: file.type };
  try {
    return whole ? { ...named, data: base64Of(await dataUrlOf(file)) } : named;
  } catch {
    return { ...named, data: "" }; // a folder, or a file that is gone by now: nothing to read
  }
}

/** @param {string} url `data:…;base64,…`; an empty file has no comma in some browsers */
function base64Of(url) {
  return url.includes(",") ? url.slice(url.indexOf(",") + 1) : "";
}

/**
 * @param {File} file
 * @returns {Promise<string>}
 */
function dataUrlOf(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
