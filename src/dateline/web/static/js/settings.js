// The keys of the review page are changed here too; the same browser keeps them.
import { listen } from "./keys.js";
import { say } from "./page.js";

listen({}, say);
